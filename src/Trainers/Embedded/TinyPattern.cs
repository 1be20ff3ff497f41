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

    /// <summary>The values of an image, [channel, y, x], that is moved by so many pixels.</summary>
    public void Fill(double shiftX, double shiftY, Span<double> image)
    {
        Span<Place> columns = stackalloc Place[TinyImages.Size], rows = stackalloc Place[TinyImages.Size];
        for (var i = 0; i < TinyImages.Size; i++)
        {
            (columns[i], rows[i]) = (Place.Of(i + shiftX), Place.Of(i + shiftY));
        }

        var at = 0;
        for (var channel = 0; channel < TinyImages.Channels; channel++)
        {
            foreach (var row in rows)
            {
                var above = _values.AsSpan(((channel * Grid) + row.First) * Grid, Grid);
                var below = _values.AsSpan(((channel * Grid) + row.Second) * Grid, Grid);
                foreach (var column in columns)
                {
                    image[at++] = ((1 - row.Share) * column.Between(above)) + (row.Share * column.Between(below));
                }
            }
        }
    }

    // Between two neighbours of the grid, and the share of the second.
    private readonly record struct Place(int First, int Second, double Share)
    {
        public static Place Of(double pixel)
        {
            var place = pixel * Grid / TinyImages.Size;
            var first = Math.Floor(place);
            return new(Wrap(first), Wrap(first + 1), place - first);
        }

        public double Between(ReadOnlySpan<double> values) => ((1 - Share) * values[First]) + (Share * values[Second]);

        private static int Wrap(double place) => ((((int)place) % Grid) + Grid) % Grid;
    }
}
