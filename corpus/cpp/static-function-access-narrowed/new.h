class limits {
public:
    static int most;

protected:
    static int least();
};
