#undef pr_fmt
#define pr_fmt(fmt) "local header: " fmt
