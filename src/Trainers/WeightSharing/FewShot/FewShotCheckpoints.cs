using NasPipelines.Spaces;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Trainers.WeightSharing.FewShot;

/// <summary>The supernets of the parts of a space.</summary>
public sealed class FewShotCheckpoints
{
    internal FewShotCheckpoints(int gene, IReadOnlyDictionary<int, SupernetCheckpoint> parts) => (Gene, Parts) = (gene, parts);

    /// <summary>The gene that the space is split by.</summary>
    public int Gene { get; }

    /// <summary>The supernet of each choice.</summary>
    internal IReadOnlyDictionary<int, SupernetCheckpoint> Parts { get; }

    /// <summary>The supernet that an architecture belongs to.</summary>
    /// <exception cref="KeyNotFoundException">No candidate had the architecture's choice.</exception>
    public SupernetCheckpoint Of(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Parts.TryGetValue(architecture.Genes[Gene], out var part)
            ? part
            : throw new KeyNotFoundException($"No candidate had choice {architecture.Genes[Gene]} of gene {Gene}, as {architecture.Text} "
                + $"has; there are {string.Join(", ", Parts.Keys)}.");
    }
}
