"""The pages of an auditor, who reads everything and changes nothing."""
