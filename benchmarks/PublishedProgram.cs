using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Ranking;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Benchmarks;

/// <summary>Our scores of NAS-Bench-201 architectures on CIFAR-10 against the published ones: how alike they rank.</summary>
internal static class PublishedProgram
{
    private static readonly Dictionary<string, string> Ours = new() { ["jacov"] = "jacob_cov", ["nwot"] = "relu_logdet" };

    public static int Run(RunOptions options, TextWriter output)
    {
        var published = PublishedScores.Load();
        IReadOnlyList<ZeroShotProxy> proxies = [.. published.Columns.Select(c => ZeroShotProxies.Get(Ours.GetValueOrDefault(c, c)))];
        var setting = $"batch {options.Batch}, {options.Initialisation} initialisation, seed {options.Seed}";
        var path = options.Output ?? $"published-{options.Initialisation}-{options.Seed}.tsv".ToLowerInvariant();
        var file = new ScoreFile(path, setting, [.. proxies.Select(p => p.Name)]);
        var chosen = published.Choose(options.Architectures);
        using var engine = Engine(proxies, options);
        foreach (var index in chosen.Where(i => !file.Rows.ContainsKey(i)))
        {
            var architecture = SearchSpaces.NasBench201.Parse($"{index}");
            file.Add(index, Workload.Score(engine, architecture));
        }

        output.WriteLine($"{setting}; scores in {path}");
        var table = new TextTable("published", "ours", "architectures", "Spearman", "Kendall");
        for (var i = 0; i < proxies.Count; i++)
        {
            var column = published.Columns[i];
            var pairs = chosen.Select(index => (Ours: file.Rows[index][i], Theirs: published.Of(index, column)))
                .Where(p => double.IsFinite(p.Ours) && double.IsFinite(p.Theirs)).ToList();
            double[] ours = [.. pairs.Select(p => p.Ours)];
            double[] theirs = [.. pairs.Select(p => p.Theirs)];
            table.Add(
                column, proxies[i].Name, $"{pairs.Count}", $"{Criteria.Get("spearman").Evaluate(theirs, ours).Value:F3}",
                $"{Criteria.Get("kendall").Evaluate(theirs, ours).Value:F3}");
        }

        table.Write(output);
        return 0;
    }

    private static ZeroShotEngine Engine(IReadOnlyList<ZeroShotProxy> proxies, RunOptions options)
    {
        var images = ImageSet.Load(Path.Combine(PublishedScores.Folder, "cifar10"), new() { MaxImages = options.Batch });
        int[] all = [.. Enumerable.Range(0, images.Count)];
        var batch = new ImageBatch(images.ToBatch(all, ImageNormalisation.Cifar10), images.Labels.ToArray(), new FeatureShape(3, 32, 32));
        return new ZeroShotEngine(SearchSpaces.NasBench201, proxies, batch, new ZeroShotEngineOptions
        {
            Threads = options.Threads,
            Form = ScoredNetwork.Encoded,
            Initialisation = options.Initialisation,
            Seed = options.Seed,
        });
    }
}
