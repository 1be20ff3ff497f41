using NasPipelines.Numerics;

namespace NasPipelines.Trainers.Embedded;

/// <summary>
/// A smooth coloured field that covers an image and repeats beyond it: random numbers on a coarse grid, linear between them.
/// </summary>
internal sealed class TinyPattern
{
    private const int Grid = 5;
    private readonly double[] _values = new double[TinyImages.Shape.Channels * Grid * Grid];

    /// <summary>Draws a field, uniform in [−1, 1] on the grid.</summary>
    public TinyPattern(ref SplitMix64 random)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = (2 * random.NextDouble()) - 1;
        }
    }

    /// <summary>The value of a channel at a place, in pixels.</summary>
    public double At(int channel, double x, double y)
    {
        var (left, above) = (Math.Floor(x * Grid / TinyImages.Size), Math.Floor(y * Grid / TinyImages.Size));
        var (right, below) = ((x * Grid / TinyImages.Size) - left, (y * Grid / TinyImages.Size) - above);
        return ((1 - below) * Row(channel, above, left, right)) + (below * Row(channel, above + 1, left, right));
    }

    private static int Wrap(double place) => ((((int)place) % Grid) + Grid) % Grid;

    private double Row(int channel, double y, double left, double right)
    {
        var start = ((channel * Grid) + Wrap(y)) * Grid;
        return ((1 - right) * _values[start + Wrap(left)]) + (right * _values[start + Wrap(left + 1)]);
    }
}
