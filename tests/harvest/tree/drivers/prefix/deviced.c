/* dev_fmt and what stands before the messages of devices and interfaces. */
#define dev_fmt(fmt) "deviced: " fmt
#include <linux/dev_printk.h>

static void deviced(struct device *dev, struct net_device *netdev, struct scsi_device *sdev)
{
	dev_err(dev, "message of a device\n");
	netdev_warn(netdev, "message of an interface\n");
	netif_err(priv, probe, netdev, "message of a part of an interface\n");
	sdev_printk(KERN_INFO, sdev, "message of a disk\n");
}
