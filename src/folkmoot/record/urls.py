"""Addresses of logs and of this server as a witness, as C2SP names them."""

from django.urls import path

from folkmoot.record import views

app_name = "record"
urlpatterns = [
    path("log/<uuid:log_id>/checkpoint", views.checkpoint, name="checkpoint"),
    path("log/<uuid:log_id>/policy", views.policy, name="policy"),
    path(
        "log/<uuid:log_id>/again/<int:number>/policy",
        views.policy_of,
        name="policy_of",
    ),
    path("log/<uuid:log_id>/kept", views.kept, name="kept"),
    path(
        "log/<uuid:log_id>/again/<int:number>/checkpoint/<int:size>",
        views.kept_checkpoint,
        name="kept_checkpoint",
    ),
    path("log/<uuid:log_id>/tile/<path:place>", views.tile, name="tile"),
    path("witness/add-checkpoint", views.add_checkpoint, name="add_checkpoint"),
    path("witness/key", views.witness_key, name="witness_key"),
    path("mirror/<str:origin_hash>/<path:path>", views.mirrored, name="mirrored"),
    path(
        "witness/<str:origin_hash>/checkpoint",
        views.seen_checkpoint,
        name="seen_checkpoint",
    ),
]
