#include "old.h"

int main(void)
{
	return counts_get()->m_sent == 3 ? 0 : 1;
}
