"""Who does what, when: rotas that are fair over months and can be explained."""
