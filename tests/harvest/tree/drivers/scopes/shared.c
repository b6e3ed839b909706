/* The prefix of a header's macro is bound where the macro is used. */
#include "common.h"

#define MSG_PREFIX "shared"

static void shared(void)
{
	REPORT("prefix of the file\n");
	hint("hint of the farther header\n");
	NOTE("suffix of the header");
}
