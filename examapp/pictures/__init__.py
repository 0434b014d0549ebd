"""Pictures that people bring: checked, stripped and made small, so that any phone may show them."""
