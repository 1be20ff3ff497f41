using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines.Samples;

/// <summary>A web service: scores of an architecture, and what a model that was trained on such scores predicts of it.</summary>
public static class WebService
{
    /// <summary>Serves at an address until it is stopped.</summary>
    public static void Run(string[] args, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        var app = Create(args[0]);
        output.WriteLine($"GET {args[0]}/score?architecture=333333");
        app.Run();
    }

    /// <summary>The service; it owns the model and the engines.</summary>
    public static WebApplication Create(string address)
    {
        var ml = new MLContext(seed: 1);
        var known = ml.Nas().Data.Sample("nasbench201", count: 40, seed: 1);

        #region web-service
        // A thread for each architecture: as many are scored at a time as there are cores, and at most 500 wait.
        string[] names = ["synflow", "relu"];
        var scores = ml.Nas().Transforms.ZeroShot(names, new()
        {
            SearchSpace = SearchSpaces.NasBench201,
            Network = new() { Channels = 8, CellsPerStage = 1 },
            BadRows = BadRows.Missing,
            Threads = 1,
            QueueLength = 500,
        });
        var scorer = scores.Fit(known);
        var votes = ml.Nas().Transforms.Combine("vote", names).Fit(scorer.Transform(known));
        var engines = new EnginePool<Cell, Vote>(
            ml, new TransformerChain<ITransformer>(scorer, votes), Environment.ProcessorCount);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.Urls.Add(address);
        app.Lifetime.ApplicationStopped.Register(() =>
        {
            engines.Dispose();
            scorer.Dispose();
        });

        app.MapGet("/score", async (string architecture, CancellationToken cancellation) =>
        {
            try
            {
                var found = await scorer.ScoreAsync(architecture, cancellation);
                return Results.Ok(found.ToDictionary(
                    s => s.Key, s => new { Value = s.Value.IsDefined ? s.Value.Value : (double?)null, s.Value.Reason }));
            }
            catch (ScoringQueueFullException)
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }
        });
        #endregion

        app.MapGet("/vote", async (string architecture, CancellationToken cancellation) =>
        {
            // The slow part waits in the queue; the engine finds the scores known.
            await scorer.ScoreAsync(architecture, cancellation);
            return Results.Ok((await engines.PredictAsync(new() { Architecture = architecture }, cancellation)).Value);
        });
        return app;
    }

    private sealed class Cell
    {
        public string Architecture { get; set; } = string.Empty;
    }

    private sealed class Vote
    {
        [ColumnName("vote")]
        public double Value { get; set; }
    }
}
