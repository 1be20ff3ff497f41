using NasPipelines.Numerics;

namespace NasPipelines.Networks.Parameters;

/// <summary>
/// Values that are a pure function of seed, scheme and parameter name: a SplitMix64 stream that starts at the name's FNV-1a hash.
/// </summary>
internal sealed class SeededParameters(long seed, InitialisationScheme scheme) : ParameterSource
{
    public override string Identity => $"seed {seed}, {scheme} initialisation";

    // What is not trained has seen no images.
    internal override bool Contains(ParameterReference parameter) =>
        parameter.Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance);

    public override float[] Values(ParameterReference parameter)
    {
        var values = new float[parameter.Size];
        switch (parameter.Role)
        {
            case ParameterRole.NormScale or ParameterRole.RunningVariance:
                Array.Fill(values, 1f);
                break;
            case ParameterRole.NormShift or ParameterRole.RunningMean:
                break;
            default:
                var (bound, deviation) = Distribution(parameter);
                var random = Stream(parameter.Name, seed);
                if (bound > 0)
                {
                    FillUniform(values, random, bound);
                }
                else if (deviation > 0)
                {
                    FillNormal(values, random, deviation);
                }

                break;
        }

        return values;
    }

    /// <summary>The stream of a name; seed 0 is the published recipe.</summary>
    public static SplitMix64 Stream(string name, long seed) => new(Fnv1a.Hash(name) + SplitMix64.Mix((ulong)seed));

    public static void FillUniform(Span<float> values, SplitMix64 random, double bound)
    {
        foreach (ref var value in values)
        {
            value = (float)(((2 * random.NextDouble()) - 1) * bound);
        }
    }

    /// <summary>Normal values by Box and Muller, two uniforms each.</summary>
    public static void FillNormal(Span<float> values, SplitMix64 random, double deviation)
    {
        foreach (ref var value in values)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            value = (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()) * deviation);
        }
    }

    /// <summary>
    /// Half width of a uniform distribution, or deviation of a normal one; the other is 0, and both are for a constant 0.
    /// </summary>
    private (double Bound, double Deviation) Distribution(ParameterReference parameter)
    {
        var fanIn = (double)parameter.FanIn;
        var convolution = parameter.Role == ParameterRole.ConvolutionWeight;
        if (parameter.Role == ParameterRole.Bias)
        {
            return (0, 0);
        }

        return scheme switch
        {
            InitialisationScheme.Reference => (convolution ? Math.Sqrt(3) * Math.Sqrt(2 / fanIn) : 1 / Math.Sqrt(fanIn), 0),
            InitialisationScheme.PyTorch => (1 / Math.Sqrt(fanIn), 0),
            InitialisationScheme.Kaiming => convolution ? (0, Math.Sqrt(2 / fanIn)) : (1 / Math.Sqrt(fanIn), 0),
            InitialisationScheme.Xavier => (0, Math.Sqrt(2 / (fanIn + parameter.FanOut))),
            InitialisationScheme.Nds => (0, convolution ? Math.Sqrt(2 * (double)parameter.Shape[1] / parameter.Size) : 0.01),
            InitialisationScheme.StandardNormal => (0, 1),
            _ => throw new InvalidOperationException($"unknown initialisation scheme {scheme}"),
        };
    }
}
