#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

int phy_reset(int id)
{
	return -id;
}
EXPORT_SYMBOL(phy_reset);

int phy_probe(int id)
{
	return phy_reset(id) + 1;
}
EXPORT_SYMBOL(phy_probe);
