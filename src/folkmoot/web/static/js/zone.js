// A new collective begins with the time zone of the device it is started on.
const list = document.querySelector("select[data-own-zone]");
if (list && document.body.dataset.received === "yes") {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...list.options].some((option) => option.value === zone)) list.value = zone;
}
