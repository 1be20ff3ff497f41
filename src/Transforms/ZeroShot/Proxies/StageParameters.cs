using System.Globalization;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Trainable parameters of one stage, <c>params_stage:1</c> that of the highest resolution: a stage is what puts out values of one
/// resolution, and what follows global pooling counts with the last.
/// </summary>
/// <example>
/// NAS-Bench-201 of skips only: 464 at 32×32, the stem; 14,464 at 16×16; 58,378 at 8×8, the classifier among them.
/// </example>
internal sealed class StageParameters : ZeroShotProxy
{
    /// <summary>How names of such scores start.</summary>
    public const string Prefix = "params_stage:";

    private readonly int _stage;

    private StageParameters(int stage) => _stage = stage;

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{_stage}");

    public override string Description => string.Create(
        CultureInfo.InvariantCulture, $"trainable parameters of stage {_stage}, stages being resolutions from the highest on");

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    /// <summary>The score of a name; null where the name is none of these.</summary>
    /// <exception cref="ArgumentException">It starts like one, and names no stage.</exception>
    public static StageParameters? Parse(string name) =>
        !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? null
        : int.TryParse(name[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var stage) && stage > 0 ? new(stage)
        : throw new ArgumentException($"'{name}' must be {Prefix}1, {Prefix}2 and so on.", nameof(name));

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var stages = observations.Costs.Complexity.StageParameters;
        return _stage <= stages.Length ? stages[_stage - 1] : ScoreValue.Missing($"the network has {stages.Length} stages");
    }
}
