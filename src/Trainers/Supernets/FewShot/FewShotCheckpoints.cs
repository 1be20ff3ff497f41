using NasPipelines.Architectures;

namespace NasPipelines.Training;

/// <summary>The supernets of the parts of a space.</summary>
/// <param name="Gene">The gene that the space is split by.</param>
/// <param name="Parts">The supernet of each choice.</param>
public sealed record FewShotCheckpoints(int Gene, IReadOnlyDictionary<int, SupernetCheckpoint> Parts)
{
    /// <summary>The supernet that an architecture belongs to.</summary>
    /// <exception cref="KeyNotFoundException">No candidate had the architecture's choice.</exception>
    public SupernetCheckpoint Of(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Parts[architecture.Genes[Gene]];
    }
}
