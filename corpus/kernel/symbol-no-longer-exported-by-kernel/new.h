int phy_reset(int id);
int phy_probe(int id);
