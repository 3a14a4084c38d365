-- Boards may also model ties by a threshold (Rao and Kupper 1967).
alter table study drop constraint study_board_method_check;
alter table study add constraint study_board_method_check
  check (board_method in ('bradley-terry', 'davidson', 'rao-kupper'));
