using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>A network of standard normal weights of seed 20 evaluated with loops, on batches of sixteen, in float64.</summary>
internal static class HandNetwork
{
    private const int Samples = 16;

    /// <summary>The features before global pooling; adds the mean unbiased variance of the input of each batch normalisation.</summary>
    public static double[] Features(NetworkGraph graph, double[] images, List<double> variances)
    {
        var values = new List<double[]> { images };
        foreach (var node in graph.Nodes.Skip(1))
        {
            if (node is GlobalAvgPool)
            {
                return values[node.Inputs[0]];
            }

            if (node is Zero)
            {
                values.Add(new double[Samples * node.Shape.Size]);
                continue;
            }

            var x = values[node.Inputs[0]];
            var from = graph.Nodes[node.Inputs[0]].Shape;
            values.Add(node switch
            {
                Conv2d c => Convolve(c, x, from),
                BatchNorm n => Normalise(n, x, variances),
                Relu => [.. x.Select(v => Math.Max(v, 0))],
                Add => [.. x.Select((_, i) => node.Inputs.Sum(input => values[input][i]))],
                AvgPool p => Pool(p, x, from),
                _ => throw new NotSupportedException(node.Operation),
            });
        }

        throw new InvalidOperationException("no global pooling");
    }

    private static double[] Convolve(Conv2d c, double[] x, FeatureShape from)
    {
        var weight = ParameterSource.Seeded(20, InitialisationScheme.StandardNormal).Values(c.Weight);
        var kernel = (int)c.Weight.Shape[2];
        return Each(c.Shape, (sample, channel, row, column) =>
        {
            var sum = 0.0;
            for (var input = 0; input < from.Channels; input++)
            {
                for (var i = 0; i < kernel; i++)
                {
                    for (var j = 0; j < kernel; j++)
                    {
                        var (y, z) = ((row * c.Stride) - c.Padding + i, (column * c.Stride) - c.Padding + j);
                        if (y >= 0 && y < from.Height && z >= 0 && z < from.Width)
                        {
                            sum += weight[
                                (((((channel * from.Channels) + input) * kernel) + i) * kernel) + j] * x[At(from, sample, input, y, z)];
                        }
                    }
                }
            }

            return sum;
        });
    }

    private static double[] Normalise(BatchNorm n, double[] x, List<double> variances)
    {
        var positions = n.Shape.Height * n.Shape.Width;
        var channels = x.Select((v, i) => (v, i)).GroupBy(p => p.i / positions % n.Shape.Channels, p => p.v)
            .ToDictionary(g => g.Key, g => g.ToArray());
        var means = channels.ToDictionary(c => c.Key, c => c.Value.Average());
        var squares = channels.ToDictionary(c => c.Key, c => c.Value.Sum(v => Math.Pow(v - means[c.Key], 2)));
        var count = Samples * positions;
        variances.Add(squares.Values.Average() / (count - 1));
        return Each(n.Shape, (s, c, i, j) => (x[At(n.Shape, s, c, i, j)] - means[c]) / Math.Sqrt((squares[c] / count) + n.Epsilon));
    }

    private static double[] Pool(AvgPool p, double[] x, FeatureShape from) => Each(p.Shape, (s, c, row, column) =>
        (from i in Enumerable.Range((row * p.Stride) - p.Padding, p.Kernel)
         from j in Enumerable.Range((column * p.Stride) - p.Padding, p.Kernel)
         where i >= 0 && i < @from.Height && j >= 0 && j < @from.Width
         select x[At(@from, s, c, i, j)]).Average());

    private static double[] Each(FeatureShape shape, Func<int, int, int, int, double> value) =>
        [.. from s in Enumerable.Range(0, Samples)
            from c in Enumerable.Range(0, shape.Channels)
            from i in Enumerable.Range(0, shape.Height)
            from j in Enumerable.Range(0, shape.Width)
            select value(s, c, i, j)];

    private static int At(FeatureShape shape, int sample, int channel, int row, int column) =>
        (((((sample * shape.Channels) + channel) * shape.Height) + row) * shape.Width) + column;
}
