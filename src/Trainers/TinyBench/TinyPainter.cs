using NasPipelines.Numerics;

namespace NasPipelines.Images;

/// <summary>Paints one image of <see cref="TinyImages"/>.</summary>
internal sealed class TinyPainter(SplitMix64 stream)
{
    private const int Channels = 3;
    private const int Samples = 2;
    private const int Figures = 4;
    private const int Strangers = 3;
    private const double Contrast = 0.3;
    private const double Tint = 0.06;
    private const double Noise = 0.08;

    // Between them, a tint (of two classes) and a step (of two others) tell all classes apart.
    private static readonly double[][] Tints = [[1, -0.5, -0.5], [-0.5, 1, -0.5], [-0.5, -0.5, 1], [0.7, 0.2, -0.9], [-0.9, 0.2, 0.7]];
    private static readonly (double X, double Y)[] Steps = [(0.34, 0), (0, 0.22), (0.2, 0.2), (0.13, -0.13), (0.1, 0.03)];
    private SplitMix64 _random = stream;

    /// <summary>Paints an image of a class.</summary>
    /// <param name="label">The class.</param>
    /// <param name="pixels">Receives the bytes, channel by channel.</param>
    public void Paint(int label, Span<byte> pixels)
    {
        var ground = Ground(label);
        var figures = Enumerable.Range(0, Strangers + Figures).Select(i => Draw(i < Strangers ? null : label)).ToArray();
        for (var y = 0; y < TinyImages.Size; y++)
        {
            for (var x = 0; x < TinyImages.Size; x++)
            {
                var light = figures.Aggregate(0.0, (below, figure) => below + (Coverage(figure, x, y) * (figure.Light - below)));
                for (var c = 0; c < Channels; c++)
                {
                    var value = ground.At(x, y, c) + light + (Noise * Bell());
                    pixels[(((c * TinyImages.Size) + y) * TinyImages.Size) + x] = (byte)Math.Clamp((255 * value) + 0.5, 0, 255);
                }
            }
        }
    }

    private static double Coverage(Figure figure, int x, int y)
    {
        var place = figure.Place;
        if (place.IsFarFrom(x, y))
        {
            return 0;
        }

        var inside = 0;
        for (var sample = 0; sample < Samples * Samples; sample++)
        {
            var (u, v) = place.Map(x + (((sample % Samples) + 0.5) / Samples), y + (((sample / Samples) + 0.5) / Samples));
            inside += figure.Contains(u, v) ? 1 : 0;
        }

        return inside / (double)(Samples * Samples);
    }

    private double Uniform(double low, double high) => low + ((high - low) * _random.NextDouble());

    // Nearly normal with deviation 1: the sum of three uniform numbers.
    private double Bell() => Uniform(-1, 1) + Uniform(-1, 1) + Uniform(-1, 1);

    private Texture Ground(int label)
    {
        var (tint, step, level) = (Tints[label / 2], Steps[label % Steps.Length], Uniform(0.3, 0.6));
        return new(
            [.. tint.Select(t => level + (Tint * (t + Bell())))],
            step.X + Uniform(-0.04, 0.04), step.Y + Uniform(-0.04, 0.04), Uniform(0, 1), Uniform(0.06, 0.2));
    }

    // A stranger's shape is of any class.
    private Figure Draw(int? label)
    {
        var place = Placement(1.8, 2.6);
        var shape = TinyShapes.All[label ?? (int)Uniform(0, TinyShapes.All.Count)];
        return new(place, shape.Contains, Contrast * Uniform(0.6, 1.4));
    }

    private Frame Placement(double smallest, double largest)
    {
        var (width, height) = (Uniform(smallest, largest), Uniform(smallest, largest));
        var margin = Math.Max(width, height) * 0.9;
        var turn = Uniform(-0.22, 0.22); // tangent of half the angle
        var scale = 1 / (1 + (turn * turn));
        return new(
            Uniform(margin, TinyImages.Size - margin), Uniform(margin, TinyImages.Size - margin), width, height, (1 - (turn * turn)) * scale, 2 * turn * scale);
    }

    /// <summary>A shape at a place, brighter than the ground.</summary>
    private sealed record Figure(Frame Place, Func<double, double, bool> Contains, double Light);

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
