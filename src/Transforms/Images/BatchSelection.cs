using NasPipelines.Numerics;

namespace NasPipelines.Images;

/// <summary>A rule that picks the images of a batch: a pure function of the image set, the size and the rule.</summary>
public abstract class BatchSelection
{
    private protected BatchSelection()
    {
    }

    /// <summary>The first images of the set, in its order.</summary>
    public static BatchSelection First { get; } = new FirstImages();

    /// <summary>
    /// The first image of each class by class number, then the second of each, and so on; a class that runs out is passed over.
    /// </summary>
    public static BatchSelection OnePerClass { get; } = new RoundRobin();

    /// <summary>Images drawn without replacement by SplitMix64, in the order drawn.</summary>
    /// <param name="seed">The generator's starting state.</param>
    public static BatchSelection Random(ulong seed) => new Drawn(seed);

    /// <summary>The positions of <paramref name="count"/> different images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The set holds fewer, or the count is not positive.</exception>
    internal int[] Choose(ImageSet images, int count)
    {
        ArgumentNullException.ThrowIfNull(images);
        return count >= 1 && count <= images.Count
            ? Pick(images, count)
            : throw new ArgumentOutOfRangeException(
                nameof(count), $"a batch of this set must have 1 to {images.Count} images (was {count})");
    }

    private protected abstract int[] Pick(ImageSet images, int count);

    private sealed class FirstImages : BatchSelection
    {
        public override string ToString() => "first";

        private protected override int[] Pick(ImageSet images, int count) => [.. Enumerable.Range(0, count)];
    }

    private sealed class Drawn(ulong seed) : BatchSelection
    {
        private readonly ulong _seed = seed;

        public override string ToString() => $"random, seed {_seed}";

        public override bool Equals(object? obj) => obj is Drawn other && other._seed == _seed;

        public override int GetHashCode() => _seed.GetHashCode();

        private protected override int[] Pick(ImageSet images, int count)
        {
            var random = new SplitMix64(_seed);
            int[] order = [.. Enumerable.Range(0, images.Count)];
            for (var i = 0; i < count; i++)
            {
                var j = i + (int)random.NextInteger(order.Length - i);
                (order[i], order[j]) = (order[j], order[i]);
            }

            return order[..count];
        }
    }

    private sealed class RoundRobin : BatchSelection
    {
        public override string ToString() => "one per class";

        private protected override int[] Pick(ImageSet images, int count)
        {
            var labels = images.Labels;
            var rank = new int[images.Classes];
            var order = new (int Rank, int Label, int Index)[images.Count];
            for (var i = 0; i < order.Length; i++)
            {
                order[i] = (rank[labels[i]]++, labels[i], i);
            }

            Array.Sort(order);
            return [.. order.Take(count).Select(image => image.Index)];
        }
    }
}
