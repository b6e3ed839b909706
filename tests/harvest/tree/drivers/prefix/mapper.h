#define DM_FMT(fmt)	DM_NAME ": " DM_MSG_PREFIX ": " fmt "\n"
#define DMERR(fmt, ...)	pr_err(DM_FMT(fmt), ##__VA_ARGS__)
#define DM_NAME		"mapper"
