#pragma pack(1)
struct vendor {
	unsigned short length;
	unsigned char data[];
};
#pragma pack()

int vendor_sum(const void *vendors, int count);
int vendor_first(const struct vendor *vendor);
