using NasPipelines.Cli;
using NasPipelines.Networks;
#pragma warning disable RS0030 // The one place where the application meets the process's own console.
var terminal = new Terminal(Console.Out, Console.Error)
{
    In = Console.OpenStandardInput(),
    IsInteractive = !Console.IsErrorRedirected,
    Width = ConsoleWidth.Of(
        Console.IsOutputRedirected, () => Console.WindowWidth, Environment.GetEnvironmentVariable("COLUMNS")),
};
LastResort.Install(terminal);
NasRuntime.Tune();
return await NasCommand.RunAsync(args, terminal);
