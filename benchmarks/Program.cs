using NasPipelines.Networks;
using System.CommandLine;
using NasPipelines.Benchmarks.Cluster;
using NasPipelines.Benchmarks.Conversion;
using NasPipelines.Benchmarks.Gpu;
using NasPipelines.Benchmarks.Peers;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Benchmarks;

/// <summary>Runs a side-by-side measurement by name: <c>dotnet run -c Release --project benchmarks -- NAME [OPTIONS]</c>.</summary>
internal static class Program
{
    private static readonly (string Name, string Description, Func<RunOptions, TextWriter, int> Run)[] All =
    [
        ("proxies", "time per architecture of each zero-shot proxy and of all together", ProxiesProgram.Run),
        ("peak", "arithmetic of a forward pass and of the set of eight, against the machine's peak", PeakProgram.Run),
        ("peers", "proxies written with plain TorchSharp modules against the engine, one by one and as a set",
            (options, output) => PeersProgram.Run(PlainGroup.ZeroCostNas, options, output)),
        ("peers-recent", "the same for estimators that were published since",
            (options, output) => PeersProgram.Run(PlainGroup.Recent, options, output)),
        ("growth", "time and memory for 10, 100 and 1,000 architectures, and against the cost of one", GrowthProgram.Run),
        ("oneshot", "one-shot scores: eager TorchSharp, a specialised ONNX model per architecture, and one model of the whole space",
            OneShotProgram.Run),
        ("published", "our scores of NAS-Bench-201 on CIFAR-10 against published ones (NASPIPELINES_DATA); resumes from its file",
            PublishedProgram.Run),
        ("tau", "Kendall's tau b on a whole search space, against SciPy where it is installed", TauProgram.Run),
        ("judging", "all criteria with bootstrap intervals on NAS-Bench-201, and the report on NAS-Bench-101", JudgingProgram.Run),
        ("calibration", "simulated tables whose true tau is known: how often differences are claimed that are not, and intervals cover",
            CalibrationProgram.Run),
        ("training", "a training step written with plain TorchSharp modules and torch.optim.SGD against the supernet trainer",
            TrainingProgram.Run),
        ("supernets",
            "how well supernets rank made images' architectures: ways to draw paths, accuracy against loss, epochs, mean of checkpoints",
            SupernetsProgram.Run),
        ("pooling", "ways to average over 3 x 3 windows, forward and with backward", PoolingProgram.Run),
        ("convolutions", "convolutions of all channels and of each alone, libtorch's and the engine's, to second order",
            ConvolutionsProgram.Run),
        ("stages", "reading a known score through a stage, and the sizes of a saved stage and of an empty journal", StagesProgram.Run),
        ("convert", "converting a file of NAS-Bench-101's size, and loading and asking the tables", ConvertProgram.Run),
        ("cluster", "a run on simulated workers, 1 to 10,000: time against the ideal, calls, memory, what dying workers cost",
            ClusterProgram.Run),
        ("gpu", "one-shot and zero-shot scores on a GPU beside the CPU: speed, agreement, versions, what is missing; one file (--output)",
            GpuProgram.Run),
        ("operations", "the operations a NAS-Bench-201 cell is made of, forward and with backward", OperationsProgram.Run),
    ];

    public static int Main(string[] args)
    {
        // Before a method is entered that mentions TorchSharp: its initialiser may run there.
        NasRuntime.Tune();
        var threads = new Option<int>("--threads") { Description = "Threads of libtorch.", DefaultValueFactory = _ => 1 };
        var architectures = new Option<int>("--architectures") { Description = "Random architectures.", DefaultValueFactory = _ => 8 };
        var batch = new Option<int>("--batch") { Description = "Images in a batch.", DefaultValueFactory = _ => 64 };
        var repetitions = new Option<int>("--repetitions")
        {
            Description = "Repetitions of each timing, of which the median counts.",
            DefaultValueFactory = _ => 3,
        };
        var output = new Option<string?>("--output") { Description = "File of scores (published) or of results (gpu).", Recursive = true };
        var rehearse = new Option<bool>("--rehearse")
        {
            Description = "The CPU stands in for the GPU (gpu): what is measured means nothing, and everything is run.",
            Recursive = true,
        };
        var initialisation = new Option<InitialisationScheme>("--initialisation")
        {
            Description = "Distribution of the weights (published).",
            Recursive = true,
        };
        var seed = new Option<long>("--seed") { Description = "Seed of the weights (published).", Recursive = true };
        var tables = new Option<int>("--tables")
        {
            Description = "Simulated tables (calibration).",
            DefaultValueFactory = _ => 20_000,
        };
        foreach (var (option, lowest) in new[] { (threads, 1), (architectures, 1), (batch, 2), (repetitions, 1), (tables, 7) })
        {
            option.Recursive = true;
            option.Validators.Add(given =>
            {
                if (given.GetValueOrDefault<int>() < lowest)
                {
                    given.AddError($"{option.Name} must be at least {lowest}.");
                }
            });
        }

        var root = new RootCommand("Measurements of NasPipelines beside other ways to compute the same.")
        {
            threads,
            architectures,
            batch,
            repetitions,
            output,
            initialisation,
            seed,
            tables,
            rehearse,
        };
        foreach (var (name, description, run) in All)
        {
            var command = new Command(name, description);
            command.SetAction(parsed =>
            {
                var options = Options(parsed);
                Console.WriteLine($"{name}: {options}");
                Console.WriteLine($"before: {Machine.State()}");
                var status = run(options, Console.Out);
                Console.WriteLine($"after:  {Machine.State()}");
                return status;
            });
            root.Add(command);
        }

        var (group, way) = (new Argument<string>("group"), new Argument<string>("way"));
        var memory = new Command(PeerMemory.Command) { group, way };
        memory.Hidden = true;
        memory.SetAction(parsed => PeerMemory.Run(
            PlainGroup.Get(parsed.GetValue(group)!), parsed.GetValue(way)!, Options(parsed), Console.Out));
        root.Add(memory);
        root.Add(FuzzProgram.Create());
        var (part, input, table) = (new Argument<string>("part"), new Argument<string>("input"), new Argument<string>("table"));
        var convertPart = new Command(ConvertPart.Command) { part, input, table };
        convertPart.Hidden = true;
        convertPart.SetAction(
            parsed => ConvertPart.Run(parsed.GetValue(part)!, parsed.GetValue(input)!, parsed.GetValue(table)!, Console.Out));
        root.Add(convertPart);
        return root.Parse(args).Invoke();

        RunOptions Options(ParseResult parsed)
        {
            var options = new RunOptions(
                parsed.GetValue(threads), parsed.GetValue(architectures), parsed.GetValue(batch), parsed.GetValue(repetitions))
            {
                Output = parsed.GetValue(output),
                Initialisation = parsed.GetValue(initialisation),
                Seed = parsed.GetValue(seed),
                Tables = parsed.GetValue(tables),
                Rehearse = parsed.GetValue(rehearse),
            };
            NasRuntime.Load();
            TorchSharp.torch.set_num_threads(options.Threads);
            return options;
        }
    }
}
