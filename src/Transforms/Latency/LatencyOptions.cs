using NasPipelines.Networks;
using NasPipelines.OneShot;
using NasPipelines.Options;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Latency;

/// <summary>How the time that a network takes is measured.</summary>
public sealed class LatencyOptions : ScoringStageOptions
{
    /// <summary>A batch of one image on one thread; the reasons for missing latencies are in the column <c>LatencyStatus</c>.</summary>
    public LatencyOptions() => StatusColumnName = "LatencyStatus";

    /// <summary>The search space; null takes the one that the view's column of architectures is of.</summary>
    /// <value>null.</value>
    public SearchSpace? SearchSpace { get; init; }

    /// <summary>Size and form of the networks; null takes the benchmark's own.</summary>
    /// <value>null.</value>
    public NetworkOptions? Network { get; init; }

    /// <summary>Images in a batch.</summary>
    /// <value>1.</value>
    public int BatchSize { get; init; } = 1;

    /// <summary>
    /// Threads that ONNX Runtime takes for a run: the latency depends on it, unlike other scores on
    /// <see cref="ScoringStageOptions.Threads"/>, which has no meaning here.
    /// </summary>
    /// <value>1.</value>
    public int RunThreads { get; init; } = 1;

    /// <summary>Runs before the first one that counts.</summary>
    /// <value>3.</value>
    public int WarmUp { get; init; } = 3;

    /// <summary>
    /// Runs that count, in rounds spread over time: architectures that are measured at the same time take turns by rounds, so that a
    /// machine that is busy for a while shows in the spread and not in one architecture.
    /// </summary>
    /// <value>30.</value>
    public int Repetitions { get; init; } = 30;

    /// <summary>Where networks run; null takes the GPU that the <c>MLContext</c> names, and the CPU where it names none.</summary>
    /// <value>null.</value>
    public ExecutionDevice? Device { get; init; }

    /// <summary>The column of medians, milliseconds of a batch, negated so that higher is better.</summary>
    /// <value>latency_ms.</value>
    public string LatencyColumnName { get; init; } = "latency_ms";

    /// <summary>The column of the distances between the quartiles, milliseconds, negated so that higher is better.</summary>
    /// <value>latency_iqr.</value>
    public string SpreadColumnName { get; init; } = "latency_iqr";

    /// <inheritdoc/>
    private protected override OptionFaults Add(OptionFaults faults) => base.Add(faults
        .Within(() => Network?.Validate(), nameof(Network))
        .Range(BatchSize, 1, 65536)
        .Range(RunThreads, 1, 1024)
        .Range(WarmUp, 0, 10_000)
        .Range(Repetitions, 2, 100_000)
        .NotEmpty(LatencyColumnName, "a column")
        .NotEmpty(SpreadColumnName, "a column")
        .Require(
            LatencyColumnName != SpreadColumnName,
            $"{nameof(LatencyColumnName)} and {nameof(SpreadColumnName)} must differ (were '{LatencyColumnName}').")
        .Require(
            Device is null || Enum.IsDefined(Device.Value),
            $"{nameof(Device)} must be one of {string.Join(", ", Enum.GetNames<ExecutionDevice>())} (was {Device})."));
}
