using System.CommandLine;
using NasPipelines.OneShot;
using NasPipelines.Scoring;

namespace NasPipelines.Cli;

/// <summary>How work is run: options with one meaning for every verb. A verb states only what it does where they are left out.</summary>
internal sealed class RunArguments
{
    private readonly Option<int?> _workers = new Option<int?>("--workers")
    {
        Description = "Pieces of work (architectures, trainings, resamples) done at a time; 0 means one for each core. "
            + "Where left out: one for each core, as far as memory allows.",
        Recursive = true,
    }.Within(0, 1024);

    private readonly Option<int?> _threads = new Option<int?>("--threads")
    {
        Description = "Threads of each worker; 0 means all cores, divided among the workers. "
            + "Where left out: 1 where architectures are independent, else 0 (train).",
        Recursive = true,
    }.Within(0, 1024);

    private readonly Option<long?> _memory = new("--memory")
    {
        Description = "The most memory that architectures scored at a time may take together, as 8G or 500M, by an estimate of each; "
            + "three quarters of the machine's where left out.",
        HelpName = "SIZE",
        Recursive = true,
        CustomParser = MemorySize.Parse,
    };

    private readonly Option<ExecutionDevice> _device = Recursive(OptionRules.Choice(
        "--device", "Where networks of scores run; all else, such as training, runs on the CPU", ExecutionDevice.Cpu));

    private readonly Option<ExecutionDevice> _oneShotDevice = Recursive(
        OptionRules.Choice("--one-shot-device", "The former name of --device", ExecutionDevice.Cpu));

    private readonly Option<bool> _fallback = new("--fallback-to-cpu")
    {
        Description = "Take the CPU, with a warning, where --device is not available.",
        Recursive = true,
    };

    private readonly HashSet<Command> _withDevice = [];

    /// <summary>Ends work softly that can be gone on with.</summary>
    public CancellationToken StopToken { get; set; }

    public void AddTo(Command root)
    {
        _oneShotDevice.Hidden = true;
        foreach (var option in (Option[])[_threads, _workers, _memory, _device, _oneShotDevice, _fallback])
        {
            root.Options.Add(option);
        }
    }

    /// <summary>Says that a part of a verb's work can run elsewhere than on the CPU.</summary>
    public void TakesDevice(Command verb) => _withDevice.Add(verb);

    /// <summary>Refuses another device than the CPU where a verb has no use for one.</summary>
    /// <exception cref="WrongUseException">It has none.</exception>
    public void Check(ParseResult parsed)
    {
        if (!_withDevice.Contains(parsed.CommandResult.Command))
        {
            RequireCpu(parsed, $"nas {parsed.CommandResult.Command.Name}, whose work runs on the cpu");
        }
    }

    /// <summary>Refuses another device than the CPU.</summary>
    /// <exception cref="WrongUseException">One is asked for.</exception>
    public void RequireCpu(ParseResult parsed, string what)
    {
        if (Device(parsed) is var device and not ExecutionDevice.Cpu)
        {
            throw new WrongUseException($"--device: '{Word(device)}' is not available for {what}: leave it out, or give cpu.");
        }
    }

    /// <summary>Refuses workers and memory where the silos of a cluster have theirs.</summary>
    /// <exception cref="WrongUseException">Some are asked for.</exception>
    public void RequireSilos(ParseResult parsed)
    {
        if (IsGiven(parsed, _workers) || IsGiven(parsed, _memory))
        {
            throw new WrongUseException("--workers and --memory are the silos' with --cluster: give them to nas silo.");
        }
    }

    /// <summary>Says what does not run on the device that is asked for.</summary>
    public void WarnOfCpu(ParseResult parsed, Terminal terminal, string what)
    {
        if (Device(parsed) is var device and not ExecutionDevice.Cpu)
        {
            terminal.Warn($"--device {Word(device)}: {what} run on the cpu all the same.");
        }
    }

    /// <summary>Where networks run.</summary>
    /// <exception cref="WrongUseException">The option is given by both its names, and differs.</exception>
    public ExecutionDevice Device(ParseResult parsed)
    {
        var (device, former) = (parsed.GetValue(_device), parsed.GetValue(_oneShotDevice));
        return !IsGiven(parsed, _oneShotDevice) ? device
            : !IsGiven(parsed, _device) || device == former ? former
            : throw new WrongUseException($"--device {Word(device)} contradicts --one-shot-device {Word(former)}, its former name.");
    }

    /// <summary>Whether the CPU will do where the device is not available.</summary>
    public bool FallsBackToCpu(ParseResult parsed) => parsed.GetValue(_fallback);

    /// <summary>Threads as asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="standard">Those where nothing is asked for.</param>
    public int Threads(ParseResult parsed, int standard = 0) => parsed.GetValue(_threads) ?? standard;

    /// <summary>How work of several pieces is run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="progress">Told after each piece.</param>
    /// <param name="workers">Workers where the command line names none; null leaves them to the work.</param>
    /// <param name="threads">Threads of each where the command line names none.</param>
    public RunOptions Read(
        ParseResult parsed, CancellationToken cancellation, IProgress<RunProgress>? progress = null, int? workers = null,
        int threads = 0) => new()
        {
            Workers = parsed.GetValue(_workers) ?? workers,
            Threads = Threads(parsed, threads),
            MemoryBytes = parsed.GetValue(_memory),
            Progress = progress,
            CancellationToken = cancellation,
            StopToken = StopToken,
        };

    /// <summary>How work of one piece is run.</summary>
    /// <exception cref="WrongUseException">Several workers are asked for.</exception>
    public RunOptions ReadSingle(ParseResult parsed, CancellationToken cancellation, IProgress<RunProgress> progress) =>
        parsed.GetValue(_workers) is null or 1
            ? Read(parsed, cancellation, progress)
            : throw new WrongUseException(
                $"--workers: nas {parsed.CommandResult.Command.Name} is work of one piece; give --threads instead.");

    /// <summary>Runs work of several pieces under a progress bar.</summary>
    public T Show<T>(
        Terminal terminal, ParseResult parsed, Func<RunOptions, T> work, CancellationToken cancellation) =>
        Show(terminal, parsed, work, null, 0, cancellation);

    /// <summary>The same, with workers and threads of its own where none are asked for.</summary>
    public T Show<T>(
        Terminal terminal, ParseResult parsed, Func<RunOptions, T> work, int? workers, int threads, CancellationToken cancellation)
    {
        terminal.ShowTold();
        return ScoringBar.Show(terminal, progress => work(Read(parsed, cancellation, progress, workers, threads)));
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static string Word(ExecutionDevice device) => device.ToString().ToLowerInvariant();

    private static Option<T> Recursive<T>(Option<T> option)
    {
        option.Recursive = true;
        return option;
    }
}
