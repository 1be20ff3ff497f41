using NasPipelines.Networks;
#pragma warning disable RS0030 // The one place where the application meets the process's own console.
NasRuntime.Tune();
return await NasPipelines.Cli.NasCommand.RunAsync(
    args, new NasPipelines.Cli.Terminal(Console.Out, Console.Error) { In = Console.OpenStandardInput() });
