using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.OneShot;

/// <summary>Statistics of one architecture's batch normalisations: means over batches of each batch's mean and unbiased variance.</summary>
internal sealed class NormCalibration(NetworkGraph graph)
{
    private readonly BatchNorm[] _norms = [.. graph.Nodes.OfType<BatchNorm>()];
    private readonly Dictionary<string, double[]> _sums = new(StringComparer.Ordinal);
    private int _batches;

    /// <summary>Adds a batch.</summary>
    /// <param name="samples">Its size.</param>
    /// <param name="statistics">Mean and population variance of each normalisation in the order of the graph.</param>
    public void Add(int samples, IReadOnlyList<float[]> statistics)
    {
        _batches++;
        for (var i = 0; i < _norms.Length; i++)
        {
            var count = (double)samples * _norms[i].Shape.Height * _norms[i].Shape.Width;
            Add(_norms[i].RunningMean.Name, statistics[2 * i], 1);
            Add(_norms[i].RunningVariance.Name, statistics[(2 * i) + 1], count / (count - 1));
        }
    }

    /// <summary>The parameters of a source with these statistics.</summary>
    public ParameterSource Over(ParameterSource source)
    {
        var values = graph.Parameters.ToDictionary(p => p.Name, source.Values, StringComparer.Ordinal);
        foreach (var (name, sum) in _sums)
        {
            values[name] = Array.ConvertAll(sum, s => (float)(s / _batches));
        }

        return ParameterSource.Stored(values, $"{source.Identity}, recalibrated");
    }

    private void Add(string name, float[] values, double factor)
    {
        if (!_sums.TryGetValue(name, out var sum))
        {
            _sums.Add(name, sum = new double[values.Length]);
        }

        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += values[i] * factor;
        }
    }
}
