using NasPipelines.Numerics;

namespace NasPipelines.Images;

/// <summary>Paints one image of <see cref="TinyImages"/>.</summary>
internal sealed class TinyPainter(SplitMix64 stream)
{
    private const int Channels = 3;
    private const int Samples = 2;
    private const double Contrast = 0.22;
    private const double Noise = 0.07;
    private const double Shift = 4.2;
    private const int Blobs = 3;
    private SplitMix64 _random = stream;

    /// <summary>Paints a shape.</summary>
    /// <param name="contains">Whether a point of [−1, 1]² is in the shape.</param>
    /// <param name="pixels">Receives the bytes, channel by channel.</param>
    public void Paint(Func<double, double, bool> contains, Span<byte> pixels)
    {
        var place = Placement(3.2, 6.0, (TinyImages.Size / 2.0) - Shift);
        var ground = Surface();
        var figure = Surface() with { Colour = Away(ground.Colour) };
        var blobs = Enumerable.Range(0, Blobs).Select(_ => (Place: Placement(1.0, 2.2, 0), Surface: Surface())).ToArray();
        for (var y = 0; y < TinyImages.Size; y++)
        {
            for (var x = 0; x < TinyImages.Size; x++)
            {
                var cover = Coverage(place, contains, x, y);
                for (var c = 0; c < Channels; c++)
                {
                    var value = ground.At(x, y, c);
                    foreach (var (spot, surface) in blobs)
                    {
                        value += Coverage(spot, (u, v) => (u * u) + (v * v) < 1, x, y) * (surface.At(x, y, c) - value);
                    }

                    value += cover * (figure.At(x, y, c) - value);
                    value += Noise * Bell();
                    pixels[(((c * TinyImages.Size) + y) * TinyImages.Size) + x] = (byte)Math.Clamp((255 * value) + 0.5, 0, 255);
                }
            }
        }
    }

    private static double Coverage(Frame place, Func<double, double, bool> contains, int x, int y)
    {
        if (place.IsFarFrom(x, y))
        {
            return 0;
        }

        var inside = 0;
        for (var sample = 0; sample < Samples * Samples; sample++)
        {
            var (u, v) = place.Map(x + (((sample % Samples) + 0.5) / Samples), y + (((sample / Samples) + 0.5) / Samples));
            inside += contains(u, v) ? 1 : 0;
        }

        return inside / (double)(Samples * Samples);
    }

    private double Uniform(double low, double high) => low + ((high - low) * _random.NextDouble());

    // Nearly normal with deviation 1: the sum of three uniform numbers.
    private double Bell() => Uniform(-1, 1) + Uniform(-1, 1) + Uniform(-1, 1);

    private Frame Placement(double smallest, double largest, double least)
    {
        var (width, height) = (Uniform(smallest, largest), Uniform(smallest, largest));
        var margin = Math.Max(Math.Max(width, height) * 0.9, least);
        var turn = Uniform(-0.22, 0.22); // tangent of half the angle
        var scale = 1 / (1 + (turn * turn));
        return new(
            Uniform(margin, TinyImages.Size - margin), Uniform(margin, TinyImages.Size - margin), width, height, (1 - (turn * turn)) * scale, 2 * turn * scale);
    }

    private Texture Surface() => new(
        [Uniform(0.1, 0.6), Uniform(0.1, 0.6), Uniform(0.1, 0.6)], Uniform(-0.5, 0.5), Uniform(-0.5, 0.5), Uniform(0, 1), Uniform(0, 0.25));

    // A brighter colour.
    private double[] Away(double[] colour) => [.. colour.Select(c => c + Contrast + Uniform(-0.2, 0.2))];

    /// <summary>A turned and stretched square.</summary>
    private readonly record struct Frame(double X, double Y, double Width, double Height, double Cosine, double Sine)
    {
        // Shapes lie in [−1, 1]², turned within a circle of radius √2.
        public bool IsFarFrom(int x, int y) => Math.Max(Math.Abs(x + 0.5 - X), Math.Abs(y + 0.5 - Y)) > (1.5 * Math.Max(Width, Height)) + 1;

        public (double U, double V) Map(double x, double y)
        {
            var (dx, dy) = (x - X, y - Y);
            return (((dx * Cosine) + (dy * Sine)) / Width, ((dy * Cosine) - (dx * Sine)) / Height);
        }
    }

    /// <summary>A colour with stripes of a direction and period.</summary>
    private sealed record Texture(double[] Colour, double StepX, double StepY, double Phase, double Depth)
    {
        public double At(int x, int y, int channel)
        {
            var t = (StepX * x) + (StepY * y) + Phase;
            return Colour[channel] + (Depth * ((4 * Math.Abs(t - Math.Floor(t) - 0.5)) - 1));
        }
    }
}
