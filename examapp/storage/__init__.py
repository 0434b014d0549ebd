"""SQLAlchemy tables, the database's peculiarities, encryption at rest, and named queries."""
