namespace NasPipelines.Samples;

/// <summary>Runs a sample by name: <c>dotnet run --project samples -- NAME [ARGUMENTS]</c>.</summary>
public static class Program
{
    private static readonly (string Name, Action<string[], TextWriter> Run)[] All =
    [
        ("getting-started", GettingStarted.Run),
        ("own-proxy", OwnProxy.Run),
        ("own-criterion", OwnCriterion.Run),
        ("predict", Predict.Run),
        ("existing-app", ExistingApp.Run),
        ("own-benchmark", OwnBenchmark.Run),
        ("own-space", OwnSpace.Run),
        ("described-space", DescribedSpace.Run),
        ("own-scorer", OwnScorer.Run),
        ("own-format", OwnFormat.Run),
        ("export", ExportScores.Run),
        ("compare", CompareEstimators.Run),
        ("any-network", AnyNetwork.Run),
        ("web-service", WebService.Run),
    ];

    /// <summary>0 when the sample ran, 2 when there is none of that name.</summary>
    public static int Main(string[] args) => Run(args, Console.Out);

    /// <summary>As <see cref="Main"/>, printing to a given writer.</summary>
    public static int Run(string[] args, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        if (args is ["docs", var folder])
        {
            Documentation.Pages.Write(folder, output);
            return 0;
        }

        var sample = All.FirstOrDefault(s => s.Name == args.FirstOrDefault());
        if (sample.Run is null)
        {
            output.WriteLine($"Name a sample: {string.Join(", ", All.Select(s => s.Name))}.");
            return 2;
        }

        sample.Run(args[1..], output);
        return 0;
    }
}
