/* ACPICA: brackets twice, a suffix, a line end that is not written there. */
#define ACPI_ERROR(plist)		acpi_error plist
#define ACPI_EXCEPTION(plist)		acpi_exception plist
#define ACPI_WARNING(plist)		acpi_warning plist
#define ACPI_INFO(plist)		acpi_info plist

static void acpica(acpi_status status, int a)
{
	ACPI_ERROR((AE_INFO, "No object at %d", a));
	ACPI_EXCEPTION((AE_INFO, status, "While evaluating %d", a));
	ACPI_WARNING((AE_INFO, "Odd length %d "
		      "of a table", a));
	ACPI_INFO(("%d tables loaded", a));
	acpi_os_printf("printed as it is %d\n", a);
}
