/* A prefix that a header's macro takes from the file that uses it. */
#include <linux/printk.h>
#include "mapper.h"

#define DM_MSG_PREFIX	"mirror"
#define PFX		DM_NAME "(" DM_MSG_PREFIX "): "

static void mapper(int a)
{
	DMERR("cannot map %d", a);
	printk(KERN_ERR PFX "behind a macro of the file\n");
}
