package dev.agon.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DevicesTest {
  @Test
  void names_what_tensorflow_computes_on() {
    Devices devices = Devices.find();
    System.out.println(devices);
    assertThat(devices.version()).startsWith("2.18");
    assertThat(devices.devices()).isNotEmpty();
    assertThat(devices.devices().getFirst().name()).isEqualTo("CPU:0");
    assertThat(devices.main().type()).isEqualTo(devices.hasGpu() ? "GPU" : "CPU");
    assertThat(devices.toString()).contains("TensorFlow 2.18", "cores");
  }

  @Test
  void without_a_driver_there_is_no_gpu() {
    if (Devices.gpuModels().isEmpty()) {
      assertThat(Devices.find().hasGpu()).isFalse();
    } else {
      assertThat(Devices.gpuModels()).allMatch(model -> !model.isBlank());
    }
  }
}
