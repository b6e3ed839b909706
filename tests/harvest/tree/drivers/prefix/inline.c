/* A header prints with the prefix of the file that includes it. */
#define pr_fmt(fmt) "inline: " fmt
#include <linux/printk.h>
#include "inline.h"
