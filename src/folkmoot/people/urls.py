"""Addresses of this room: the door, one's own settings, members of a collective."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.people.views import (
    erasing,
    invitations,
    joining,
    mail,
    members,
    recovering,
    roles,
    settings,
    signing_in,
    starting,
)

app_name = "people"

door: list[URLPattern] = [
    path("start/", starting.start, name="start"),
    path("join/<str:token>/", joining.join, name="join"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.sign_in_code, name="sign_in_code"),
    path("sign-in/link/<str:token>/", signing_in.sign_in_link, name="sign_in_link"),
    path("sign-in/passkey/", signing_in.sign_in_passkey, name="sign_in_passkey"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("recover/", recovering.recover, name="recover"),
    path("recover/<str:token>/", recovering.recovery, name="recovery"),
    path("verify/<str:token>/", mail.verify, name="verify"),
    path("mail/stop/<str:token>/", mail.stop_mail, name="stop_mail"),
]
own: list[URLPattern] = [
    path("settings/", settings.settings, name="settings"),
    path("channels/", settings.channels, name="channels"),
    path(
        "channels/<uuid:channel_id>/proof/",
        settings.prove_channel,
        name="prove_channel",
    ),
    path(
        "channels/<uuid:channel_id>/removal/",
        settings.remove_channel,
        name="remove_channel",
    ),
    path("passkeys/", settings.add_passkey, name="add_passkey"),
    path(
        "passkeys/<uuid:passkey_id>/removal/",
        settings.remove_passkey,
        name="remove_passkey",
    ),
    path(
        "sessions/others/end/", settings.end_other_sessions, name="end_other_sessions"
    ),
    path("sessions/<uuid:session_id>/end/", settings.end_session, name="end_session"),
    path("tokens/", settings.tokens, name="tokens"),
    path("tokens/<uuid:token_id>/end/", settings.end_token, name="end_token"),
    path("erasure/", erasing.erase, name="erase"),
]
of_collective: list[URLPattern] = [
    path("members/", members.members, name="members"),
    path("members/<uuid:member_id>/way-in/", members.print_way_in, name="print_way_in"),
    path("roles/", roles.roles, name="roles"),
    path("roles/lots/", roles.lots, name="lots"),
    path("roles/<slug:role>/asking/", roles.ask_for_role, name="ask_for_role"),
    path("roles/<slug:role>/answer/", roles.answer_filling, name="answer_filling"),
    path("roles/<slug:role>/names/", roles.name_for_role, name="name_for_role"),
    path("roles/<slug:role>/learning/", roles.learn_role, name="learn_role"),
    path("roles/<slug:role>/learning/end/", roles.stop_learning, name="stop_learning"),
    path("roles/terms/<uuid:term_id>/end/", roles.lay_down, name="lay_down"),
    path("step-in/", joining.step_in, name="step_in"),
    path("leaving/", joining.leave, name="leave"),
    path("invitations/", invitations.invitations, name="invitations"),
    path(
        "invitations/<uuid:invitation_id>/", invitations.invitation, name="invitation"
    ),
    path(
        "invitations/<uuid:invitation_id>/end/",
        invitations.end_invitation,
        name="end_invitation",
    ),
    path("recoveries/<uuid:recovery_id>/vouchers/", members.vouch, name="vouch"),
    path(
        "recoveries/<uuid:recovery_id>/stop/",
        members.stop_recovery,
        name="stop_recovery",
    ),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(door)),
    path("me/", include(own)),
    path("c/<slug:slug>/", include(of_collective)),
]
