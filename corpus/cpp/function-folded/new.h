struct gauge {
    virtual char *amps() const;
    long reading;
};

struct meter : gauge {
    virtual double *volts() const;
};
