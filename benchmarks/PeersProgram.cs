using System.Collections.Concurrent;
using NasPipelines.Benchmarks.Peers;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Benchmarks;

/// <summary>
/// Proxies as plain modules one by one, the engine one by one, the engine for the set. Plain networks are built before the clock starts;
/// the engine's time includes building its graphs. The allocator is tuned for both. As <c>nas score</c> does where nothing is asked of it,
/// the engine also scores an architecture on each core: against modules that have as many threads (<c>--threads</c>).
/// </summary>
internal static class PeersProgram
{
    public static int Run(PlainGroup group, RunOptions options, TextWriter output)
    {
        var batch = Workload.Batch(options.Batch);
        using var ways = new PeerWays(group, batch, options.Threads);
        var agreement = new PeerAgreement(group);
        var seconds = PeerWays.Names.ToDictionary(way => way, _ => new List<Duration[]>());
        var architectures = Workload.Architectures(options.Architectures);
        foreach (var architecture in architectures)
        {
            using var subject = new PlainSubject(architecture, ParameterSource.Seeded(), batch);
            var runs = PeerWays.Names.SelectMany(way => ways.Runs(way, architecture, subject).Select(run => (Way: way, Run: run))).ToList();
            var scores = new double[runs.Count][];
            var times = Timing.Alternating(options.Repetitions, [.. runs.Select((r, i) => (Action)(() => scores[i] = r.Run()))]);
            foreach (var way in PeerWays.Names)
            {
                seconds[way].Add([.. times.Where((_, i) => runs[i].Way == way)]);
            }

            double[] Scores(string way) => [.. scores.Where((_, i) => runs[i].Way == way).SelectMany(s => s)];
            agreement.Add(Scores(PeerWays.Plain), Scores(PeerWays.Alone));
            agreement.Add(Scores(PeerWays.Plain), Scores(PeerWays.Set));
        }

        Duration[] workers = [.. group.Proxies.Select(proxy => Workers([proxy], batch, architectures, options))];
        Proxies(group, seconds, workers, agreement).Write(output);
        PerArchitecture(architectures, seconds).Write(output);
        Sets(group, seconds, Workers(group.Proxies, batch, architectures, options), options).Write(output);
        output.WriteLine("Not in the times of (a): building the modules and their weights. In those of (b) to (e): building the graphs.");
        output.WriteLine(agreement.Holds ? "All scores agree within tolerance." : "SOME SCORES DO NOT AGREE.");
        return agreement.Holds ? 0 : 1;
    }

    private static TextTable Proxies(
        PlainGroup group, Dictionary<string, List<Duration[]>> seconds, Duration[] workers, PeerAgreement agreement)
    {
        var table = new TextTable(
            "one proxy", "plain modules ms", "engine alone ms", "engine / plain", "by processor time", "on each core / plain",
            "largest difference", "allowed", "agrees");
        for (var i = 0; i < group.Members.Count; i++)
        {
            var member = group.Members[i];
            var plain = seconds[PeerWays.Plain].ConvertAll(s => s[i].Wall);
            var engine = seconds[PeerWays.Alone].ConvertAll(s => s[i].Wall);
            var processor = seconds[PeerWays.Alone].Sum(s => s[i].Processor) / seconds[PeerWays.Plain].Sum(s => s[i].Processor);
            table.Add(
                member.Name, $"{1e3 * Timing.Median(plain):F1}", $"{1e3 * Timing.Median(engine):F1}", $"{engine.Sum() / plain.Sum():F2}",
                $"{processor:F2}", $"{workers[i].Wall / plain.Sum():F2}", $"{agreement.Differences[i]:0.0E+0}", $"{member.Tolerance:0E+0}",
                agreement.HoldsFor(i) ? "yes" : "NO");
        }

        return table;
    }

    private static TextTable PerArchitecture(IReadOnlyList<Architecture> architectures, Dictionary<string, List<Duration[]>> seconds)
    {
        var table = new TextTable("architecture", "MMACs", "(a) ms", "(c) ms", "c / a");
        for (var i = 0; i < architectures.Count; i++)
        {
            var (plain, set) = (seconds[PeerWays.Plain][i].Sum(d => d.Wall), seconds[PeerWays.Set][i].Sum(d => d.Wall));
            var macs = NetworkCost.Of(SearchSpaces.NasBench201.BuildNetwork(architectures[i])).Macs;
            table.Add(architectures[i].Text, $"{macs / 1e6:F1}", $"{plain * 1e3:F1}", $"{set * 1e3:F1}", $"{set / plain:F3}");
        }

        return table;
    }

    private static Duration Workers(
        IReadOnlyList<ZeroShotProxy> proxies, ImageBatch batch, IReadOnlyList<Architecture> architectures, RunOptions options)
    {
        using var engine = Workload.Engine(proxies, batch, threads: 1);
        return Timing.Alternating(options.Repetitions, [() => Parallel.ForEach(
            Partitioner.Create(architectures, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            architecture => Workload.Score(engine, architecture))])[0];
    }

    private static TextTable Sets(
        PlainGroup group, Dictionary<string, List<Duration[]>> seconds, Duration workers, RunOptions options)
    {
        var table = new TextTable(
            $"all {group.Members.Count} proxies", "ms per architecture", "seconds in all", "of plain modules", "by processor time",
            "peak memory");
        var plain = Sum(PeerWays.Plain, d => d.Wall);
        var plainProcessor = Sum(PeerWays.Plain, d => d.Processor);
        foreach (var (name, way) in new[]
        {
            ("(a) plain modules, one by one", PeerWays.Plain),
            ("(b) engine, one by one", PeerWays.Alone),
            ("(c) engine, together", PeerWays.Set),
            ("(d) as c, without dead edges (default)", PeerWays.Functional),
        })
        {
            var perArchitecture = seconds[way].ConvertAll(s => s.Sum(d => d.Wall));
            var total = perArchitecture.Sum();
            var processor = Sum(way, d => d.Processor) / plainProcessor;
            table.Add(
                name, $"{1e3 * Timing.Median(perArchitecture):F1}", $"{total:F2}", $"{total / plain:F3}", $"{processor:F3}",
                PeerMemory.OfFreshProcess(group, way, options));
        }

        table.Add(
            $"(e) as d, an architecture on each of {Environment.ProcessorCount} cores",
            $"{1e3 * workers.Wall / seconds[PeerWays.Plain].Count:F1}", $"{workers.Wall:F2}", $"{workers.Wall / plain:F3}",
            $"{workers.Processor / plainProcessor:F3}", "-");
        return table;

        double Sum(string way, Func<Duration, double> part) => seconds[way].Sum(s => s.Sum(part));
    }
}
