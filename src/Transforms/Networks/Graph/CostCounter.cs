namespace NasPipelines.Networks.Graph;

/// <summary>Adds up what layers cost, for spaces that count on their cells without building a network.</summary>
internal struct CostCounter
{
    private long _parameters;
    private long _macs;

    /// <summary>Parameters and multiply-accumulates for one image.</summary>
    public readonly NetworkCost Cost => new(_parameters, _macs);

    /// <summary>Convolutions and linear layers.</summary>
    public long Layers { get; private set; }

    /// <summary>Values that convolutions and linear layers put out for one image.</summary>
    public long Activations { get; private set; }

    /// <param name="input">Channels that are read.</param>
    /// <param name="output">Channels that are written.</param>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    /// <param name="positions">Positions that are written.</param>
    /// <param name="times">How many such convolutions there are.</param>
    /// <param name="affine">Whether a batch normalisation with scales and shifts follows.</param>
    public void Convolution(long input, long output, int kernel, long positions, long times, bool affine)
    {
        var weights = input * output * kernel * kernel;
        _macs += weights * positions * times;
        _parameters += (weights + (affine ? 2 * output : 0)) * times;
        Activations += output * positions * times;
        Layers += times;
    }

    /// <summary>Scales and shifts of a batch normalisation.</summary>
    public void Norm(long channels) => _parameters += 2 * channels;

    /// <summary>A linear layer with biases.</summary>
    public void Linear(long input, long output)
    {
        _macs += input * output;
        _parameters += (input + 1) * output;
        Activations += output;
        Layers++;
    }
}
