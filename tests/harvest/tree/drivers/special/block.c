/* drbd: three kinds of objects, three prefixes. */
static void block(struct drbd_device *device, int a)
{
	drbd_err(device, "block %d is lost\n", a);
	drbd_info(device, "block %d is back\n", a);
}
