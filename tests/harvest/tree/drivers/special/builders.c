/* Lines that are gathered in a buffer. */
#include <linux/printk.h>

static void builders(struct audit_buffer *ab, struct nf_log_buf *m, int a)
{
	audit_log_format(ab, "op=%s res=%d", name, a);
	audit_log_format(ab, " uid=%u", a);
	audit_log(context, GFP_KERNEL, AUDIT_KIND, "kind=%d", a);
	nf_log_buf_add(m, KERN_SOH "%c%sIN=%s ", '0' + a, prefix, name);
	nf_log_buf_add(m, "TTL=%u ", a);
}
