using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Numerics;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Latency;

/// <summary>
/// The time that ONNX Runtime takes for a batch, measured here: the median of many runs, and the distance between their quartiles. The
/// network is the one that an export of the architecture has: dead operations left out, normalisations folded.
/// </summary>
internal sealed class LatencyScorer : Scorer
{
    public const string Kind = "latency/1";
    private const int Rounds = 5;
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(10);

    private readonly FairTurns _turns = new();
    private readonly LatencySpecification _specification;
    private readonly OnnxProvider _provider;

    public LatencyScorer(SearchSpace space, LatencyOptions options, OnnxProvider provider)
    {
        (Space, _provider) = (space, provider);
        _specification = new()
        {
            Space = space.Name,
            Network = new NetworkOptions(options.Network ?? new()) { DropDeadEdges = true },
            BatchSize = options.BatchSize,
            RunThreads = options.RunThreads,
            WarmUp = options.WarmUp,
            Repetitions = options.Repetitions,
            Provider = provider.Name,
            Device = provider.Device,
            Runtime = OrtEnv.Instance().GetVersionString(),
            Machine = MachineDescription.Text,
        };
        Columns =
        [
            new(options.LatencyColumnName, ScoreDirection.LowerIsBetter, statistic: $"median of {options.Repetitions} runs, ms"),
            new(options.SpreadColumnName, ScoreDirection.LowerIsBetter, statistic: $"quartile distance of {options.Repetitions} runs, ms"),
        ];
    }

    public override SearchSpace Space { get; }

    public override IReadOnlyList<ScoreColumn> Columns { get; }

    public override string Provenance => _specification.ToProvenance();

    internal override string Device => _provider.Place;

    public override string IdentityOf(int column) =>
        _specification.ToIdentity(column == 0 ? "median in ms" : "quartile distance in ms", Space);

    /// <summary>What is run, whatever its weights are called.</summary>
    public override string KeyOf(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return architecture.Text;
    }

    public override ScoreRow Score(Architecture architecture, ScoringContext context)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var clock = Stopwatch.GetTimestamp();
        try
        {
            var (median, spread) = Measure(architecture, context.CancellationToken);
            var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            return new([median, spread], [seconds, seconds]);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ScoringException(e.Message.Split('\n')[0], e);
        }
    }

    private (double Median, double Spread) Measure(Architecture architecture, CancellationToken cancellation)
    {
        var graph = GraphPasses.RemoveDeadNodes(Space.BuildNetwork(architecture, _specification.Network));
        var (folded, values) = NormFolding.Apply(graph, ParameterSource.Seeded(0, InitialisationScheme.Kaiming));
        using var session = new OnnxSession(
            OnnxNetwork.Write(folded, values, new() { Statistics = BatchNormStatistics.Running }), _specification.RunThreads, _provider);
        var shape = graph.Nodes[0].Shape;
        var images = new float[_specification.BatchSize * shape.Size];
        SeededParameters.FillNormal(images, new SplitMix64(1), 1);
        var times = new double[_specification.Repetitions];
        var counted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var until = times.Length * (round + 1) / Rounds;
            _turns.Take(() =>
            {
                // Other networks ran in between: the first run finds nothing of this one in the caches.
                for (var i = 0; i < (round == 0 ? Math.Max(1, _specification.WarmUp) : 1) && _specification.WarmUp > 0; i++)
                {
                    session.Execute(images, shape, null, _ => { });
                }

                while (counted < until)
                {
                    var start = Stopwatch.GetTimestamp();
                    session.Execute(images, shape, null, _ => { });
                    times[counted++] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                }
            });
            cancellation.WaitHandle.WaitOne(round < Rounds - 1 ? BetweenRounds : TimeSpan.Zero);
        }

        Array.Sort(times);
        return (SortedValues.Quantile(times, 0.5), SortedValues.Quantile(times, 0.75) - SortedValues.Quantile(times, 0.25));
    }
}
