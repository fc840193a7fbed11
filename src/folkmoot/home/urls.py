"""Addresses of the front page, one's own page and a collective's pages."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.home.views import (
    collective,
    device,
    doubting,
    ends,
    exporting,
    guardians,
    how_we_work,
    key,
    lists,
    mine,
    own_words,
    receipts,
    record,
    welcome,
)

app_name = "home"

of_collective: list[URLPattern] = [
    path("", collective.collective, name="collective"),
    path("first/", welcome.first_step, name="first_step"),
    path("questions/", lists.questions, name="questions"),
    path("decisions/", lists.decisions, name="decisions"),
    path("search/", lists.search, name="search"),
    path("agreement/", how_we_work.agreement, name="agreement"),
    path("settings/", how_we_work.settings, name="settings"),
    path("record/", record.record, name="record"),
    path("export/", exporting.export, name="export"),
    path("exports/<uuid:entry_id>/", exporting.export_file, name="export_file"),
    path("record/device/", device.device, name="device"),
    path("record/device/end/", device.end_device, name="end_device"),
    path("record/check/", record.check_record, name="check_record"),
    path("record/ends/", ends.ends, name="ends"),
    path("record/agreement/", record.agree, name="agree"),
    path("record/<int:number>/receipt/", receipts.receipt, name="receipt"),
    path("record/key/", key.record_key, name="record_key"),
    path("record/key/new/", key.new_key, name="new_key"),
    path("record/key/promise/", key.promise_key, name="promise_key"),
    path("record/key/change/", key.change_key, name="change_key"),
    path("record/key/agreement/", key.agree_to_paper, name="agree_to_paper"),
    path("record/key/refusal/", key.refuse_paper, name="refuse_paper"),
    path("record/doubts/", doubting.doubts, name="doubts"),
    path("record/doubts/own/", doubting.confirm, name="confirm_own"),
    path("record/guardians/", guardians.guardians, name="guardians"),
    path("record/guardians/vouch/", guardians.vouch, name="vouch"),
    path("record/guardians/bring/", guardians.bring, name="bring_voucher"),
]
ABOVE = {"is_federation": True}
of_federation: list[URLPattern] = [
    path("", record.record, ABOVE, name="federation_record"),
    path("check/", record.check_record, ABOVE, name="federation_check_record"),
    path("ends/", ends.ends, ABOVE, name="federation_ends"),
    path("agreement/", record.agree, ABOVE, name="federation_agree"),
    path("<int:number>/receipt/", receipts.receipt, ABOVE, name="federation_receipt"),
    path("key/", key.record_key, ABOVE, name="federation_record_key"),
    path("key/new/", key.new_key, ABOVE, name="federation_new_key"),
    path("key/promise/", key.promise_key, ABOVE, name="federation_promise_key"),
    path("key/change/", key.change_key, ABOVE, name="federation_change_key"),
    path("key/agreement/", key.agree_to_paper, ABOVE, name="federation_agree_to_paper"),
    path("key/refusal/", key.refuse_paper, ABOVE, name="federation_refuse_paper"),
    path("doubts/", doubting.doubts, ABOVE, name="federation_doubts"),
    path("doubts/own/", doubting.confirm, ABOVE, name="federation_confirm_own"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", welcome.welcome, name="welcome"),
    path("help/", welcome.help_page, name="help"),
    path("me/", mine.my_page, name="my_page"),
    path("me/download/", own_words.download, name="download"),
    path("me/download/<str:form>/", own_words.download_file, name="download_file"),
    # The same address as in `people`, whose page erases what it alone holds.
    path("me/erasure/", own_words.erase, own_words.ERASING, name="erase"),
    path("c/<slug:slug>/", include(of_collective)),
    path("f/<slug:slug>/record/", include(of_federation)),
    path("receipt/", receipts.check_receipt, name="check_receipt"),
]
