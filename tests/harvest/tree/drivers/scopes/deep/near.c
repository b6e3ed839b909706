#define MSG_SUFFIX " (near)"
#include "../common.h"
#include "near.h"

#define MSG_PREFIX "near"

static void near(void)
{
	REPORT("prefix of the file\n");
	hint("hint of the nearer header\n");
	NOTE("suffix of the file");
}
