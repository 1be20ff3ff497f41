using System.Text.Json;

namespace NasPipelines.Spaces.Described;

/// <summary>A space of chains: stages of blocks, with choices of depth, width, kernel and expansion.</summary>
/// <param name="Name">The space's name.</param>
/// <param name="Description">The space's name in the literature.</param>
/// <param name="Stem">The first convolution.</param>
/// <param name="Stages">The stages in turn.</param>
/// <param name="Head">Channels of a 1×1 convolution before the pooling; 0 for none.</param>
internal sealed record ChainDescription(
    string Name, string Description, StemDescription Stem, IReadOnlyList<ChainStage> Stages, int Head)
{
    private const int MostLayers = 256;

    /// <summary>Reads it; of no use where faults were noted.</summary>
    public static ChainDescription Read(DescriptionReader reader, string name, string description)
    {
        var stem = StemDescription.Read(reader.Part("stem"));
        var head = reader.Part("head");
        var channels = head.Integer("channels", 0, 8192, 0);
        head.RefuseOthers();
        ChainStage[] stages = [.. reader.Parts("stages").Select(stage => ChainStage.Read(stage, stem.Channels))];
        if (stages.Sum(stage => stage.Deepest) > MostLayers)
        {
            reader.Fault("stages", FormattableString.Invariant($"have more than {MostLayers} blocks in all"));
        }

        return new(name, description, stem, stages, channels);
    }

    /// <summary>All that networks depend on, as a text.</summary>
    public string ToText() => JsonSerializer.Serialize(new { Stem, Stages, Head });
}
