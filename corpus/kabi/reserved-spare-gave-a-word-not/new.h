struct statvfs_like {
	unsigned long f_bsize;
	unsigned long f_flag;
	int f_type;
	int f_names[5];
};

int vfs_read(struct statvfs_like *vfs);
