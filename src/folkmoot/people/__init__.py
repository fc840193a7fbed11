"""Persons, collectives, memberships, invitations, roles, settings."""
